"""BM004: a result that contradicts every published one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ainewslint.claims import Bound, Change, Claim, Kind
from ainewslint.diagnostics import Diagnostic, Severity
from ainewslint.knowledge import Result
from ainewslint.messages import _
from ainewslint.patterns import regex
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.claims.support import article_day, claims_of, knowledge_of, on_scale, shown
from ainewslint.source.text import SourceText

# A setting of its own explains a number of its own.
_SETTING = regex(
    r"量化|蒸馏|微调|剪枝|子集|自测|本地|复现|集成|投票|工具|平均|部分|语言版|中文版|翻译"
    r"|[\u4e00-\u9fff]题|科目|学科|类别|[Ss]ubject|[Cc]ategor|一半|最[高低]档|训练后|基线|改进|提示|智能体"
    r"|[Qq]uanti|[Dd]istill|[Ff]ine-?tun|\bLoRA\b|[Ss]ubset|[Pp]run|[Rr]eproduc|[Ee]nsembl"
    r"|[Mm]ajority|[Cc]onsensus|\btools?\b|[Aa]verage"
    r"|[Bb]aseline|\b[Ii]nt[48]\b|\b[Ff][Pp]8\b|\bGGUF\b|\b[Qq]\d_|\bbits?\b|\bshots?\b"
    r"|[Pp]rompt|[Tt]ranslat|[Ss]caffold|[Aa]gent|[Hh]arness|\bRL\b|train|[Mm]axim|effort"
    r"|thinking|\bhigh\b|\blow\b|@\d|private|public|held-?out|hybrid|composite|综合|contra"
    r"|discrepan|claim|instead of|as opposed|与官方|而非|低于官方|with\b.{0,20}(?:code|search"
    r"|python)",
)


@record(frozen=True)
class Options:
    """The options of BM004."""

    tolerance: float = option(
        10.0, "how far from every published result a number must be, in percentage points"
    )


class ContradictsPublished(Rule[SourceText]):
    """Reports a number that is far from every published result of the model on the benchmark.

    ## What it does
    Compares each result with all published ones for that model and benchmark, whatever their
    variant and prompting, and quotes them when none is near. A single published result proves
    nothing, and a sentence that names a setting of its own (quantised, fine-tuned, with tools)
    is left alone, unless the number is known to be another model's. When the number is that of
    another model, announced by the day of the article, it is named. The published results come
    from the knowledge files, each with its source; see `docs/knowledge.md` on adding your own.

    ## Why is this bad?
    A real number given to the wrong model is the commonest error of machine-written news, and
    the hardest to see.

    ## Example
    ```markdown
    ---
    date: 2025-02-10
    ---
    OpenAI 的 GPT-4o 支持语音与图像，在 GPQA 基准测试中达到 87.7%。
    ```

    ## Use instead
    ```markdown
    ---
    date: 2025-02-10
    ---
    OpenAI 的 GPT-4o 支持语音与图像，在 GPQA 基准测试中达到 53.6%。
    ```

    ## Evidence
    Two reports in 2,681 articles, both read and right: a number of o3 given to GPT-4o, and one
    of Grok 4 Heavy given to Grok 4.
    """

    code = "BM004"
    name = "contradicts-published"
    severity = Severity.WARNING
    target = Target.SOURCE
    yields_to = ("BM003",)
    Options = Options

    def check(self, target: SourceText, context: Context, /) -> Iterator[Diagnostic]:
        """The numbers that nobody published for the model."""
        claims = [one for one in claims_of(context) if _comparable(one)]
        if not claims:
            return
        knowledge = knowledge_of(context)
        day = article_day(context) or context.today()
        for claim in claims:
            assert claim.subject is not None
            assert claim.benchmark is not None
            published = knowledge.published(claim.subject.id or "", claim.benchmark.id or "")
            rows = _of_variant(claim, published)
            number = self._far_from_all(claim, rows)
            if number is None:
                continue
            owners = knowledge.owners_of(claim.benchmark.id or "", number, day)
            owners = [one for one in owners if _fits(claim, one)]
            several = len({row.value for row in rows}) > 1
            if owners or (several and not _SETTING.search(claim.context)):
                yield self.diagnostic(
                    claim.span, _message(claim, rows, owners), help=_sources(rows, owners)
                )

    def _far_from_all(self, claim: Claim, rows: Sequence[Result]) -> float | None:
        """The claim's number on the benchmark's scale where no published result is near."""
        options: Options = self.options
        if not rows:
            return None
        number = on_scale(claim, rows[0].unit)
        if number is None:
            return None
        # on other scales (Elo, points) a tenth of the value is far
        limit = options.tolerance if rows[0].unit == "%" else abs(number) / 10
        return number if all(abs(row.value - number) > limit for row in rows) else None


def _comparable(claim: Claim) -> bool:
    """Whether a claim says for certain which model scored what on which benchmark."""
    exact = claim.value.bound in (Bound.EXACT, Bound.ABOUT)
    changes = claim.comparison is not None and claim.comparison.change is not Change.TO
    return (
        claim.kind is Kind.BENCHMARK
        and claim.subject is not None
        and claim.subject.id is not None
        and claim.sure_subject
        and claim.benchmark is not None
        and claim.benchmark.id is not None
        and claim.metric in (None, "accuracy", "score", "pass@k", "success rate", "Elo")
        and exact
        and not changes
    )


def _of_variant(claim: Claim, rows: Sequence[Result]) -> Sequence[Result]:
    """The published results that speak for the variant that the claim names, if any."""
    board = claim.benchmark
    if board is None or not board.variant:
        return rows
    # A row without a variant speaks for its own board only: "Verified" is not told by "Pro".
    return [
        row
        for row in rows
        if row.variant == board.variant or (not row.variant and row.benchmark.id == board.id)
    ]


def _fits(claim: Claim, owner: Result) -> bool:
    variant = claim.benchmark.variant if claim.benchmark is not None else None
    return not variant or not owner.variant or owner.variant == variant


def _message(claim: Claim, rows: Sequence[Result], owners: Sequence[Result]) -> str:
    assert claim.subject is not None
    board = rows[0].benchmark.name
    values = sorted({(row.value, shown(row.value, row.unit)) for row in rows})
    published = ", ".join(text for _value, text in values)
    value = " ".join(claim.value.text.split())
    if not owners:
        return _(
            "{value} is far from every published {benchmark} score of {model} ({published}): "
            "check the number and the model, and name the variant"
        ).format(value=value, benchmark=board, model=claim.subject.name, published=published)
    owner = owners[0]
    others = sorted({one.model.name for one in owners[1:]} - {owner.model.name})
    model = owner.model.name
    if others:
        model += f" ({', '.join(others[:3])})"
    return _(
        "{model}'s published {benchmark} scores are {published}; {value} on {board} was announced "
        "for {owner} on {date}: correct the number or the model"
    ).format(
        model=claim.subject.name,
        benchmark=board,
        published=published,
        value=value,
        board=f"{board} {owner.variant}".strip(),
        owner=model,
        date=owner.known,
    )


def _sources(rows: Sequence[Result], owners: Sequence[Result]) -> str:
    lines = [
        f"{one.model.name}, {f'{one.benchmark.name} {one.variant}'.strip()}: "
        f"{shown(one.value, one.unit)} {one.source}"
        for one in (*rows, *owners[:3])
    ]
    return "\n".join(dict.fromkeys(lines))
