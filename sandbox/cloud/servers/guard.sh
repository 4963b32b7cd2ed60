#!/bin/sh
# Runs a server for the sandbox and ends it with the sandbox: standard input closes when the sandbox is
# gone, `kill -9` included. Usage: guard.sh SIGNAL COMMAND [ARGUMENT...]
signal=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{
  cat <&3
  kill -s "$signal" "$server"
} >/dev/null 2>&1 &
exec 3<&- </dev/null
trap 'kill -s "$signal" "$server"' TERM INT
# A signal ends `wait` early: it is asked again until the server is gone.
while kill -0 "$server" 2>/dev/null; do
  wait "$server"
  status=$?
done
exit "${status:-1}"
