/** ZFS: how full pools are, what snapshots hold, and destroying old ones by name. */
@NullMarked
package nightshift.bot.action.zfs;

import org.jspecify.annotations.NullMarked;
