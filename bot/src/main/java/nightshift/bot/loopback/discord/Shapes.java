package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON in the shape in which Discord sends it, as far as anybody looks at it. */
public final class Shapes {

  /** Reads and writes it. */
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final String TIME = "2026-11-24T03:00:00.000000+00:00";

  /** The bot's id. */
  public static final String BOT = "900000000000000001";

  /** The guild that there is. */
  public static final String GUILD = "900000000000000002";

  /** The channel for cards. */
  public static final String CHANNEL = "900000000000000003";

  /** Another channel. */
  public static final String LAB = "900000000000000005";

  /** Where direct messages go, whoever gets them. */
  public static final String LETTERS = "900000000000000006";

  /** The role of those on call. */
  public static final String ONCALL = "900000000000000004";

  private Shapes() {}

  /** Parses JSON, after filling in values as {@link String#formatted} does. */
  public static ObjectNode object(String json, Object... values) {
    try {
      return (ObjectNode) JSON.readTree(json.formatted(values));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  static ObjectNode user(String id, String name, boolean bot) {
    return object(
        """
        {"id":"%s","username":"%s","discriminator":"0","avatar":null,"global_name":null,
         "bot":%s,"public_flags":0,"flags":0,"primary_guild":null}\
        """,
        id, name, bot);
  }

  /** The bot, as it sees itself. */
  static ObjectNode self() {
    ObjectNode out = user(BOT, "nightshift", true);
    out.put("mfa_enabled", false).put("locale", "en-US");
    return out;
  }

  /** The bot's application; with a field that nobody knows yet. */
  static ObjectNode application() {
    ObjectNode out =
        object(
            """
            {"id":"%s","name":"nightshift","icon":null,"description":"","verify_key":"0","flags":0,
             "flags_new":"0","type":null,"redirect_uris":[],"interactions_endpoint_url":null,
             "role_connections_verification_url":null,"approximate_guild_count":1,
             "approximate_user_install_count":0,"approximate_user_authorization_count":0,
             "explicit_content_filter":0,"team":null,"eligible_oauth2_scopes":[],
             "a_field_of_next_year":{"deep":[null]}}\
            """,
            BOT);
    out.set("owner", user("900000000000000077", "owner", false));
    return out;
  }

  /** Somebody in the guild. */
  public static ObjectNode member(String id, String name, List<String> roles) {
    ObjectNode out =
        object(
            """
            {"roles":[],"joined_at":"%s","deaf":false,"mute":false,"flags":0,"nick":null,
             "avatar":null,"premium_since":null,"pending":false,"permissions":"2147483647",
             "communication_disabled_until":null}\
            """,
            TIME);
    roles.forEach(((ArrayNode) out.get("roles"))::add);
    out.set("user", user(id, name, id.equals(BOT)));
    return out;
  }

  /** A role in the guild. */
  public static ObjectNode role(String id, String name, long permissions, boolean mentionable) {
    return object(
        """
        {"id":"%s","name":"%s","color":0,"hoist":false,"icon":null,"unicode_emoji":null,
         "colors":{"primary_color":0,"secondary_color":null,"tertiary_color":null},
         "position":0,"permissions":"%d","managed":false,"mentionable":%s,"flags":0}\
        """,
        id, name, permissions, mentionable);
  }

  static ObjectNode channel() {
    return channel(CHANNEL, "night");
  }

  /** A text channel. */
  public static ObjectNode channel(String id, String name) {
    return object(
        """
        {"id":"%s","guild_id":"%s","type":0,"name":"%s","position":0,
         "permission_overwrites":[],"parent_id":null,"topic":null,"nsfw":false,
         "rate_limit_per_user":0,"last_message_id":null,"flags":0,"permissions":"2147483647"}\
        """,
        id, GUILD, name);
  }

  static ObjectNode thread(String id, String name) {
    return object(
        """
        {"id":"%s","guild_id":"%s","parent_id":"%s","owner_id":"%s","type":11,"name":"%s",
         "last_message_id":null,"message_count":0,"member_count":1,"total_message_sent":0,
         "rate_limit_per_user":0,"flags":0,"applied_tags":[],
         "thread_metadata":{"archived":false,"auto_archive_duration":1440,"locked":false,
          "archive_timestamp":"%s","create_timestamp":"%s"}}\
        """,
        id, GUILD, CHANNEL, BOT, name, TIME, TIME);
  }

  static ObjectNode guild(long permissions) {
    ObjectNode out =
        object(
            """
            {"id":"%s","name":"home","icon":null,"splash":null,"owner_id":"1","afk_timeout":300,
             "afk_channel_id":null,"verification_level":0,"default_message_notifications":0,
             "explicit_content_filter":0,"roles":[],"emojis":[],"stickers":[],"features":[],
             "mfa_level":0,"system_channel_id":null,"rules_channel_id":null,"premium_tier":0,
             "preferred_locale":"en-US","nsfw_level":0,"member_count":1,"members":[],
             "channels":[],"threads":[],"presences":[],"voice_states":[],"stage_instances":[],
             "guild_scheduled_events":[],"soundboard_sounds":[],"joined_at":"%s","large":false,
             "unavailable":false,"description":null,"banner":null,"vanity_url_code":null,
             "premium_subscription_count":0,"premium_progress_bar_enabled":false}\
            """,
            GUILD, TIME);
    ((ArrayNode) out.get("roles"))
        .add(role(GUILD, "@everyone", permissions, false))
        .add(role(ONCALL, "oncall", 0, true));
    ((ArrayNode) out.get("members")).add(member(BOT, "nightshift", List.of()));
    ((ArrayNode) out.get("channels")).add(channel()).add(channel(LAB, "lab"));
    return out;
  }

  /** A message of the bot's, still empty. */
  public static ObjectNode message(String id, String channel) {
    ObjectNode out =
        object(
            """
            {"id":"%s","channel_id":"%s","content":"","timestamp":"%s","edited_timestamp":null,
             "tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],
             "attachments":[],"embeds":[],"components":[],"pinned":false,"type":0,"flags":0}\
            """,
            id, channel, TIME);
    out.set("author", user(BOT, "nightshift", true));
    return out;
  }

  /** Something that somebody did: a press (3), a command (2), a window (5). */
  public static ObjectNode interaction(int type, String id, ObjectNode member) {
    ObjectNode out =
        object(
            """
            {"id":"%s","application_id":"%s","type":%d,"token":"%s","version":1,
             "guild_id":"%s","channel_id":"%s","locale":"en-US","guild_locale":"en-US",
             "app_permissions":"2147483647","entitlements":[],"context":0,
             "attachment_size_limit":10485760,"authorizing_integration_owners":{"0":"%s"},
             "guild":{"id":"%s","locale":"en-US","features":[]}}\
            """,
            id, BOT, type, token(id), GUILD, CHANNEL, GUILD, GUILD);
    out.set("channel", channel());
    out.set("member", member);
    return out;
  }

  /** What the answer to an interaction is sent with. */
  static String token(String interaction) {
    return "token-" + interaction;
  }
}
