#!/bin/sh
# The shell part of action.yml: installs ainewslint, checks, and says in the job's summary how it
# went. Everything comes in AINEWSLINT_* variables; the exit code is that of `ainewslint check`.
set -eu

if [ -n "${AINEWSLINT_VERSION:-}" ]; then
    python -m pip install --quiet --disable-pip-version-check "ainewslint==$AINEWSLINT_VERSION"
else
    python -m pip install --quiet --disable-pip-version-check "$AINEWSLINT_SOURCE"
fi

since=${AINEWSLINT_SINCE:-}
if [ "$since" = auto ]; then
    since=
    if [ -n "${GITHUB_BASE_REF:-}" ]; then
        # The checkout has one commit, the pull request merged into its base: the base's tip is
        # all that is missing to compare them.
        since=refs/remotes/origin/$GITHUB_BASE_REF
        git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$GITHUB_BASE_REF:$since"
    fi
fi

set -- check --output-format github
if [ -n "$since" ]; then
    set -- "$@" "--since=$since"
    if [ "${AINEWSLINT_CHANGED_LINES:-}" = true ]; then
        set -- "$@" --changed-lines
    fi
fi
words=$(python -c 'import shlex, sys; print(*shlex.split(sys.argv[1]), sep="\n")' \
    "${AINEWSLINT_ARGS:-}") || exit 2
while IFS= read -r word; do
    [ -z "$word" ] || set -- "$@" "$word"
done <<END
$words
END
set -- "$@" --
while IFS= read -r path; do
    [ -z "$path" ] || set -- "$@" "$path"
done <<END
${AINEWSLINT_PATHS:-.}
END

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
{ python -m ainewslint "$@" || echo $? >"$log.code"; } | tee "$log"
if [ -f "$log.code" ]; then
    read -r code <"$log.code"
    rm -f "$log.code"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    said=$(tail -n 1 "$log")
    { echo "**ainewslint**: ${said:-it could not run, the log says why}"; echo; } >>"$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    echo "exit-code=$code" >>"$GITHUB_OUTPUT"
fi
exit "$code"
