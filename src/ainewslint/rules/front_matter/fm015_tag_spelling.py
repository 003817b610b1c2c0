"""FM015: an acronym or a name spelt like an ordinary word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ainewslint.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from ainewslint.messages import _
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import is_verbatim, item_pointer, strings
from ainewslint.source.front_matter import FrontMatter

_VOCABULARY = (
    "AI AIGC AGI API AWS CNN CPU CSS CUDA DDoS DNS FPGA GAN GIS GNU GPT GPU GUI HDFS HTML HTTP "
    "HTTPS IDE IDEA IOS IoT JDBC JSON JSP JVM JWT K8s LLM LSTM MCP ML MQTT NLP NPM NPU OCR ORM "
    "PDF PHP RAG RNN RPC SDK SEO SQL SSH SSL TCP TPU TTS UDP UI URL USB VPN VSCode XML YAML YOLO "
    "ChatGPT DeepSeek OpenAI GitHub GitLab JavaScript TypeScript MySQL PostgreSQL SQLite MongoDB "
    "PyTorch TensorFlow OpenCV NumPy LangChain LlamaIndex HuggingFace ElasticSearch HarmonyOS "
    "WebSocket jQuery iOS macOS"
)


@dataclass(frozen=True)
class Options:
    """The options of FM015."""

    keys: tuple[str, ...] = option(("tags", "categories"), "keys that hold lists of words")
    vocabulary: tuple[str, ...] = option(
        tuple(word for word in _VOCABULARY.split() if word not in ("IOS",)),
        "words in their right spelling",
    )


class TagSpelling(Rule[FrontMatter]):
    """Reports tags that write an acronym or a name like an ordinary word.

    ## What it does
    Finds `Ai`, `Llm`, `Chatgpt`: a word of the vocabulary with only its first letter capital.
    Other spellings, all lower case among them, are taken for a choice.

    ## Why is this bad?
    `Ai` and `AI` become two tags with half of the articles each.

    ## Example
    ```markdown
    ---
    tags: ['大模型', 'Ai']
    ---
    正文。
    ```

    ## Use instead
    ```markdown
    ---
    tags: ['大模型', 'AI']
    ---
    正文。
    ```

    ## Evidence
    4,331 of 36,854 real articles. The tags it reports are words of the vocabulary, so a wrong
    report needs another word of the same letters.
    """

    code = "FM015"
    name = "tag-spelling"
    severity = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """Each tag that is a word of the vocabulary in title case."""
        right = {
            word.capitalize(): word for word in self.options.vocabulary if word.capitalize() != word
        }
        for key, items in strings(front, self.options.keys):
            for index, item in enumerate(items):
                word = right.get(item.strip())
                pointer = item_pointer(key, index)
                span = front.value_span(pointer)
                if word is None or span is None:
                    continue
                fix = Fix(
                    _("Write {word}").format(word=word),
                    (Edit(span, word),),
                    Applicability.SAFE,
                    (f"/{key}",),
                )
                yield self.diagnostic(
                    span,
                    _(
                        "“{tag}” is written {word}, and every other spelling becomes a tag of its "
                        "own: correct it"
                    ).format(tag=item, word=word),
                    fix=fix if is_verbatim(front, pointer, item) else None,
                    pointer=pointer,
                )
