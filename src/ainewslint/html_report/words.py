"""Every word of the report, in the language in force: for the template and for its script."""

from __future__ import annotations

from ainewslint.messages import _, ngettext


def words() -> dict[str, str]:
    """The report's words by name. A name ending in `.one` or `.other` is a form for a count `n`."""
    return {**_page(), **_overview(), **_findings(), **_claims(), **_others(), **_counted()}


def _page() -> dict[str, str]:
    return {
        "kicker": _("Article report"),
        "made": _("Made {time} by ainewslint {version}"),
        "skip": _("Skip to the content"),
        "parts": _("Parts of the report"),
        "overview": _("Overview"),
        "findings": _("Findings"),
        "claims": _("Claims"),
        "duplicates": _("Duplicates"),
        "sources": _("Sources"),
        "theme": _("Colours"),
        "theme.auto": _("As the system"),
        "theme.light": _("Light"),
        "theme.dark": _("Dark"),
        "noscript": _(
            "The lists of findings, claims and duplicates need JavaScript; the figures do not."
        ),
        "error": _("error"),
        "warning": _("warning"),
        "info": _("info"),
        "errors": _("Errors"),
        "warnings": _("Warnings"),
        "infos": _("Infos"),
    }


def _overview() -> dict[str, str]:
    return {
        "none": _("No findings in {articles}."),
        "lede": _("{findings} in {articles}."),
        "lede.fixable": _("{fixable} can be fixed with `ainewslint check --fix`."),
        "lede.hidden": _("{suppressed} suppressed, {baselined} in the baseline."),
        "severity": _("Severity"),
        "by_rule": _("By rule"),
        "worst": _("Articles to look at first"),
        "worst.note": _("Most errors first, then warnings."),
        "worst.more": _("All findings, by article"),
        "over_time": _("Over time"),
        "over_time.note": _("By the date of the article."),
        "per_article": _("Findings per article"),
        "each": _("per article"),
        "articles": _("Articles"),
        "as_table": _("As a table"),
        "date": _("Date"),
        "by_folder": _("By folder"),
        "by_tag": _("By tag"),
        "by_author": _("By author"),
        "show_more": _("Show {n} more"),
        "not_shown": _("{n} more are not shown."),
        "trend": _("Since the last run"),
        "trend.fewer": _("{n} fewer than on {date}."),
        "trend.more": _("{n} more than on {date}."),
        "trend.same": _("As many findings as on {date}."),
        "trend.new_gone": _("{new} new, {gone} gone."),
        "trend.runs": _("Findings by run"),
        "trend.rules": _("Rules that changed"),
        "trend.before": _("Before"),
        "trend.now": _("Now"),
        "trend.change": _("Change"),
        "failures": _("Could not be read"),
    }


def _findings() -> dict[str, str]:
    return {
        "search": _("Search message, article or rule"),
        "path": _("Path contains"),
        "rule": _("Rule"),
        "folder": _("Folder"),
        "fix": _("Fix"),
        "any_rule": _("Any rule"),
        "any_folder": _("Any folder"),
        "any_fix": _("Any"),
        "fixable": _("Can be fixed"),
        "fix.safe": _("Safe fix"),
        "fix.unsafe": _("Unsafe fix"),
        "fix.display": _("Suggestion"),
        "fix.none": _("No fix"),
        "fix.safe.how": _("`--fix` applies it."),
        "fix.unsafe.how": _("`--fix --unsafe-fixes` applies it; read the result."),
        "fix.display.how": _("For a person to apply."),
        "message": _("Message"),
        "article": _("Article"),
        "sort": _("Sort by"),
        "sort.up": _("{column}, ascending"),
        "sort.down": _("{column}, descending"),
        "clear": _("Clear filters"),
        "remove": _("Remove filter: {filter}"),
        "tag": _("Tag"),
        "author": _("Author"),
        "nothing": _("Nothing matches these filters."),
        "too_many": _("The first {n} are listed; filter to see the others."),
        "help": _("What to do"),
        "source": _("Source"),
        "related": _("See also"),
        "rule_page": _("About {code}"),
        "copy": _("Copy place"),
        "copied": _("Copied"),
        "keys": _("Keys: ↑ ↓ move, Enter opens, / searches, Esc closes."),
        "printed": _("The first {n} of {total} are printed."),
    }


def _claims() -> dict[str, str]:
    return {
        "claims.search": _("Search claim, model, benchmark or article"),
        "claims.note": _("Numbers that articles give, what they measure, and who says so."),
        "value": _("Value"),
        "subject": _("Of what"),
        "measure": _("Measured on"),
        "grade": _("Sourced by"),
        "kind": _("Kind"),
        "any_kind": _("Any kind"),
        "any_grade": _("Any source"),
        "any_benchmark": _("Any benchmark"),
        "benchmark": _("Benchmark"),
        "kind.benchmark": _("Benchmark"),
        "kind.performance": _("Performance"),
        "grade.link": _("Link"),
        "grade.citation": _("Citation"),
        "grade.attribution": _("Attribution"),
        "grade.section": _("Link in the section"),
        "grade.none": _("No source"),
        "said_by": _("Attributed to"),
        "from": _("from {value}"),
        "against": _("against {baseline}"),
        "vague": _("names nobody"),
        "contradictions": _("Numbers that contradict each other"),
        "contradictions.note": _("One model, one benchmark, different figures."),
    }


def _others() -> dict[str, str]:
    return {
        "exact": _("The same text"),
        "near": _("Nearly the same"),
        "oldest": _("Oldest"),
        "copy_of": _("Copy"),
        "compare": _("Compare with"),
        "similar": _("{percent} alike"),
        "only_here": _("only here"),
        "shared": _("Shared sentences are grey; those of one side only are marked."),
        "duplicates.note": _("Articles that share their text. Open a group to read it side by side."),
        "duplicates.search": _("Search article or path"),
        "no_excerpt": _("The texts were not kept; only the places are known."),
        "sources.note": _("By the number of articles that cite them."),
        "domains": _("Domains most cited"),
        "references": _("Pages most cited"),
        "domain": _("Domain"),
        "reference": _("Page"),
        "citations": _("Citations"),
        "tag_variants": _("Tags written in several ways"),
        "tag_variants.note": _("The spelling to keep, then the others with their articles."),
    }  # fmt: skip


def _counted() -> dict[str, str]:
    both = {
        "n.findings": _n("{n} finding", "{n} findings"),
        "n.articles": _n("{n} article", "{n} articles"),
        "n.clean": _n("{n} article has none.", "{n} articles have none."),
        "n.undated": _n(
            "{n} article without a date is not shown.", "{n} articles without a date are not shown."
        ),
        "n.claims": _n("{n} claim", "{n} claims"),
        "n.groups": _n("{n} group", "{n} groups"),
        "of.findings": _n("{shown} of {n} finding", "{shown} of {n} findings"),
        "of.claims": _n("{shown} of {n} claim", "{shown} of {n} claims"),
        "of.groups": _n("{shown} of {n} group", "{shown} of {n} groups"),
    }
    return {
        f"{name}.{form}": text
        for name, forms in both.items()
        for form, text in zip(("one", "other"), forms, strict=True)
    }


def _n(singular: str, plural: str) -> tuple[str, str]:
    """Both forms of a counted phrase: the script picks one."""
    return ngettext(singular, plural, 1), ngettext(singular, plural, 2)
