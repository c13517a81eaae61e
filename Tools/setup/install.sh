#!/usr/bin/env bash
# Puts the built command and its completions for bash, zsh and fish under $DESTDIR$PREFIX, or takes them
# away again. Each file is copied beside its place and renamed into it: a running command is never
# overwritten, and an interrupted install leaves nothing half there.
#
# Usage: PREFIX=/usr/local Tools/setup/install.sh install PATH-TO-genre-cli
#        PREFIX=/usr/local Tools/setup/install.sh uninstall
set -euo pipefail

readonly action=${1:-install}
prefix=${PREFIX:-/usr/local}
readonly destination=${DESTDIR:-}${prefix/#\~\//$HOME/}

say() { printf 'install: %s\n' "$*"; }
fail() { printf 'install: %s\n' "$*" >&2; exit 1; }

readonly installed=(
  bin/genre-cli
  share/bash-completion/completions/genre-cli
  share/zsh/site-functions/_genre-cli
  share/fish/vendor_completions.d/genre-cli.fish
)

# The nearest folder that exists says whether this person may write below it.
is_writable() {
  local folder=$1
  while [ ! -e "$folder" ]; do folder=$(dirname "$folder"); done
  [ -d "$folder" ] && [ -w "$folder" ]
}

elevate=()
for path in "${installed[@]}"; do
  is_writable "$destination/$(dirname "$path")" && continue
  command -v sudo >/dev/null 2>&1 \
    || fail "you may not write to $destination; become root, or choose your own folder: make install PREFIX=\$HOME/.local"
  say "$destination belongs to another user: using sudo (or choose your own folder: make install PREFIX=\$HOME/.local)"
  elevate=(sudo)
  # A prompt that nobody can answer would wait for ever.
  [ -t 0 ] || elevate=(sudo -n)
  break
done

put() {
  local source=$1 target=$destination/$2 mode=$3
  ${elevate[@]+"${elevate[@]}"} mkdir -p "$(dirname "$target")"
  ${elevate[@]+"${elevate[@]}"} install -m "$mode" "$source" "$target.new"
  ${elevate[@]+"${elevate[@]}"} mv -f "$target.new" "$target"
}

case $action in
  install)
    command=${2:?the path of the built command}
    completions=$(mktemp -d)
    trap 'rm -rf "$completions"' EXIT
    for shell in bash zsh fish; do
      "$command" --generate-completion-script "$shell" >"$completions/$shell"
    done
    put "$command" "${installed[0]}" 755
    put "$completions/bash" "${installed[1]}" 644
    put "$completions/zsh" "${installed[2]}" 644
    put "$completions/fish" "${installed[3]}" 644
    say "$destination/bin/genre-cli, and its completions for bash, zsh and fish"
    case :$PATH: in
      *:"$destination/bin":*) ;;
      *) say "note: $destination/bin is not on your PATH" ;;
    esac
    ;;
  uninstall)
    if [ ! -e "$destination/${installed[0]}" ]; then say "there is no genre-cli in $destination/bin"; fi
    for path in "${installed[@]}"; do
      [ ! -e "$destination/$path" ] || { ${elevate[@]+"${elevate[@]}"} rm -f "$destination/$path"; say "removed $destination/$path"; }
    done
    ;;
  *) fail "unknown action '$action': install or uninstall" ;;
esac
