#!/bin/sh
# Shows that a bundle needs nothing: unpacks it into a bare Debian root (no Node, no Vulkan, no network), runs a suite
# there with an empty environment and validates the file it leaves. As root; without ROOT it makes one by debootstrap.
#
#   src/bundle/check-bare-root.sh BUNDLE.tar.gz [ROOT [SUITE]]
set -eu

usage="usage: $0 BUNDLE.tar.gz [ROOT [SUITE]]"
bundle=${1:?$usage}
root=${2:-}
suite=${3:-smoke}

if [ "$(id -u)" != 0 ]; then
  echo "$0: chroot needs root" >&2
  exit 2
fi

scratch=$(mktemp -d)
place=
trap 'rm -rf "$scratch" "$place"' EXIT
if [ -z "$root" ]; then
  root=$scratch/root
  debootstrap --variant=minbase bookworm "$root" > "$scratch/debootstrap.log"
fi
for name in usr/bin/node usr/bin/npm usr/lib/x86_64-linux-gnu/libvulkan.so.1; do
  if [ -e "$root/$name" ]; then
    echo "$0: $root is not bare: it has $name" >&2
    exit 2
  fi
done

place=$(mktemp -d "$root/opt/ridgepoint-check-XXXXXX")
tar -xzf "$bundle" -C "$place"
set -- "$place"/ridgepoint-*
inside=${1#"$root"}

# A network namespace of its own: not even loopback is up in it.
bare() {
  unshare --net chroot "$root" /usr/bin/env -i /bin/sh -c 'cd "$0" && exec "$@"' "${inside%/*}" "$@"
}

echo "Bundle in $root: $inside"
bare "$inside/ridgepoint" doctor
if bare "$inside/ridgepoint" doctor --adapter hardware; then
  echo "A hardware adapter was found in the bare root."
else
  echo "Exit code $? without a hardware adapter."
fi
bare "$inside/ridgepoint" run "$suite" --html
bare "$inside/ridgepoint" validate results/local
find "$place/results" -type f
