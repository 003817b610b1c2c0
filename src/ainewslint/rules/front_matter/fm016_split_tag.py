"""FM016: one name cut into two tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Span
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import item_pointer, strings
from ainewslint.source.front_matter import FrontMatter

_NAMES = (
    "Stable Diffusion",
    "Machine Learning",
    "Deep Learning",
    "Reinforcement Learning",
    "Computer Vision",
    "Visual Studio",
    "Spring Boot",
    "Spring Cloud",
    "Hugging Face",
    "Open Source",
    "Data Science",
    "Big Data",
    "Neural Network",
    "Prompt Engineering",
    "Language Model",
    "Android Studio",
    "Power BI",
)


@dataclass(frozen=True)
class Options:
    """The options of FM016."""

    names: tuple[str, ...] = option(_NAMES, "names of two words that belong together")


class SplitTag(Rule[FrontMatter]):
    """Reports a name of two words that was cut into two tags.

    ## What it does
    Finds neighbours in `tags` that together are a known name. The unsafe fix joins them.

    ## Why is this bad?
    Nobody looks for articles under “Diffusion” and “Stable”.

    ## Example
    ```markdown
    ---
    tags: ['Stable', 'Diffusion', '绘画']
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    tags: ['Stable Diffusion', '绘画']
    ---
    正文。
    ```

    ## Evidence
    344 of 36,854 real articles.
    """

    code = "FM016"
    name = "split-tag"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.UNSAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each pair of neighbours."""
        names = {name.casefold(): name for name in self.options.names}
        for key, items in strings(front, ("tags",)):
            for index, (one, two) in enumerate(pairwise(items)):
                name = names.get(f"{one} {two}".casefold())
                first = front.value_span(item_pointer(key, index))
                second = front.value_span(item_pointer(key, index + 1))
                if name is None or first is None or second is None:
                    continue
                same = front.style(item_pointer(key, index)) == front.style(
                    item_pointer(key, index + 1)
                )
                edit = Edit(Span(first.end, second.start), " ")
                title = _("Join to “{name}”").format(name=f"{one} {two}")
                fix = Fix(title, (edit,), Applicability.UNSAFE, (f"/{key}",))
                yield self.diagnostic(
                    Span(first.start, second.end),
                    _(
                        "“{name}” is one name cut into two tags, under which nobody looks for it: "
                        "join them"
                    ).format(name=name),
                    fix=fix if same and front.format == "yaml" else None,
                    pointer=item_pointer(key, index),
                )
