#!/bin/sh
# Starts Ridgepoint with the Node beside it. Results go to ./results/local of the folder you are in.
set -eu

self=$0
while [ -h "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
case $self in
  */*) folder=${self%/*} ;;
  *) folder=. ;;
esac
RIDGEPOINT_BUNDLE=$(CDPATH='' cd -- "$folder" && pwd -P)
export RIDGEPOINT_BUNDLE

machine=$(uname -sm)
if [ "$machine" != "Linux %MACHINE%" ]; then
  echo "error: this bundle is for Linux %MACHINE%; this machine is $machine" >&2
  exit 2
fi
exec "$RIDGEPOINT_BUNDLE/bin/node" "$RIDGEPOINT_BUNDLE/program/main.js" "$@"
