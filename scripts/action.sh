#!/bin/sh
# The shell part of action.yml: installs ainewslint, checks, and says in the job's summary how it
# went. Everything comes in AINEWSLINT_* variables; the exit code is that of `ainewslint check`,
# and 2 where it did not come to that.
set -eu

# Ends the step: finish CODE SENTENCE
finish() {
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
        { echo "**ainewslint**: $2"; echo; } >>"$GITHUB_STEP_SUMMARY"
    fi
    if [ -n "${GITHUB_OUTPUT:-}" ]; then
        echo "exit-code=$1" >>"$GITHUB_OUTPUT"
    fi
    exit "$1"
}

fail() {
    echo "ainewslint: $1" >&2
    finish 2 "$1"
}

# Puts into $since the revision that a pull request is to be compared with, and fetches what is
# missing for it. A clone with its whole history keeps it: --depth would cut it for later steps.
find_base() {
    head=$(git rev-parse HEAD) || fail "since: auto: git cannot read this checkout"
    case ${GITHUB_REF:-} in
        refs/pull/*/merge)
            # What GitHub checks out: the pull request merged into its base, the first parent.
            if [ "$head" = "${GITHUB_SHA:-}" ]; then
                since=$head^1
                [ "$(git rev-parse --is-shallow-repository)" = false ] || has_commit "$since" ||
                    git fetch --quiet --no-tags --deepen=1 origin "$head" || true
                ! has_commit "$since" || return 0
            fi
            ;;
    esac
    since=refs/remotes/origin/$GITHUB_BASE_REF
    fetched="+refs/heads/$GITHUB_BASE_REF:$since"
    cannot="since: auto: the branch $GITHUB_BASE_REF cannot be fetched, git says above why"
    if [ "$(git rev-parse --is-shallow-repository)" = false ]; then
        has_commit "$since" || git fetch --quiet --no-tags origin "$fetched" || fail "$cannot"
        return 0
    fi
    ! meets_base || return 0
    how=--deepen=50
    # Of a branch that is not there yet: more than is there of all, for --depth would cut that.
    has_commit "$since" || how=--depth=$(($(git rev-list --count --all HEAD) + 50))
    # Further with --deepen: git 2.39 takes a second, greater --depth of two refs for done.
    for how in "$how" --deepen=200 --deepen=1000; do
        git fetch --quiet --no-tags "$how" origin "$head" "$fetched" || fail "$cannot"
        ! meets_base || return 0
    done
    fail "since: auto: where the pull request left $GITHUB_BASE_REF is not among the last \
1000 commits of both: give actions/checkout fetch-depth: 0"
}

has_commit() {
    git rev-parse --verify --quiet "$1^{commit}" >/dev/null
}

meets_base() {
    has_commit "$since" && git merge-base "$since" HEAD >/dev/null
}

if [ -n "${AINEWSLINT_VERSION:-}" ]; then
    wanted="ainewslint==$AINEWSLINT_VERSION"
else
    wanted=$AINEWSLINT_SOURCE
fi
python -m pip install --quiet --disable-pip-version-check "$wanted" ||
    fail "$wanted could not be installed, pip says above why"

words=$(python -c '
import shlex, sys
try:
    print(*shlex.split(sys.argv[1]), sep="\n")
except ValueError as error:
    print(str(error).lower())
    sys.exit(1)
' "${AINEWSLINT_ARGS:-}") ||
    fail "args cannot be read as a shell would: $words: $AINEWSLINT_ARGS"

since=${AINEWSLINT_SINCE:-}
if [ "$since" = auto ]; then
    since=
    [ -z "${GITHUB_BASE_REF:-}" ] || find_base
fi

set -- check --output-format github
if [ -n "$since" ]; then
    set -- "$@" "--since=$since"
    if [ "${AINEWSLINT_CHANGED_LINES:-}" = true ]; then
        set -- "$@" --changed-lines
    fi
fi
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
said=$(tail -n 1 "$log")
finish "$code" "${said:-it could not run, the log says why}"
