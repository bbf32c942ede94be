#!/bin/sh
# The demo's patient: a small HTTP service, a process of its own.
#
#   service.sh start|stop|restart|status
#   service.sh crash     ends it at once, as a fault would
#
# Made by "nightshift demo". The pid file holds the process id and when that process began, so that
# no other process that got the same id later is ever touched.
set -eu

java=@JAVA@
port=@SERVICE_PORT@
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
pidfile=$here/service.pid
log=$here/service.log
lock=$here/service.lock

# When process $1 began; nothing when it has ended.
began() {
  if [ -r /proc/self/stat ]; then
    # After the name in brackets: the state comes first, the beginning is the twentieth word.
    # shellcheck disable=SC2046
    set -- $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null || true)
    [ "${1:-Z}" = Z ] || shift 19
    [ "${1:-Z}" = Z ] || printf '%s' "$1"
  else
    ps -o lstart= -p "$1" 2>/dev/null | tr -d ' '
  fi
}

# Whether our process runs; leaves its id in $pid.
runs() {
  pid=
  since=
  [ -s "$pidfile" ] || return 1
  read -r pid since <"$pidfile" || true
  [ -n "$since" ] && [ "$(began "$pid")" = "$since" ]
}

start() {
  if runs; then
    echo "runs already, process $pid"
    return
  fi
  : >"$log"
  if command -v setsid >/dev/null 2>&1; then
    setsid "$java" -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -m jdk.httpserver -b 127.0.0.1 -p "$port" -d "$here/www" >"$log" 2>&1 </dev/null &
  else
    nohup "$java" -Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -m jdk.httpserver -b 127.0.0.1 -p "$port" -d "$here/www" >"$log" 2>&1 </dev/null &
  fi
  new=$!
  printf '%s %s\n' "$new" "$(began "$new")" >"$pidfile"
  tries=0
  until grep -q 'http://' "$log"; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! runs; then
      echo "did not start:"
      cat "$log"
      exit 1
    fi
    sleep 0.1
  done
  echo "runs, process $pid, port $port"
}

stop() {
  if ! runs; then
    rm -f "$pidfile"
    echo "does not run"
    return
  fi
  kill "-$1" "$pid"
  tries=0
  while runs; do
    tries=$((tries + 1))
    [ "$tries" -le 50 ] || kill -KILL "$pid"
    sleep 0.1
  done
  rm -f "$pidfile"
  echo "stopped"
}

# One at a time: two restarts at once would fight over the port.
locked() {
  tries=0
  until mkdir "$lock" 2>/dev/null; do
    tries=$((tries + 1))
    # A lock this old was left behind by a process that was killed.
    [ "$tries" -le 150 ] || rmdir "$lock" 2>/dev/null || true
    sleep 0.1
  done
  trap 'rmdir "$lock" 2>/dev/null || true' EXIT
  trap 'exit 143' HUP INT TERM
}

case ${1:-} in
  start) locked; start ;;
  stop) locked; stop TERM ;;
  restart) locked; stop TERM; start ;;
  crash) locked; stop KILL ;;
  status)
    if runs; then
      echo "runs, process $pid, port $port"
    else
      echo "does not run"
      exit 3
    fi
    ;;
  *)
    echo "usage: service.sh start|stop|restart|status|crash" >&2
    exit 2
    ;;
esac
