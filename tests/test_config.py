from datetime import UTC, datetime
from pathlib import Path

import pytest

from ainewslint.config import ConfigError, Settings, SettingsResolver
from ainewslint.config_file import config_schema, read_settings
from ainewslint.diagnostics import Severity
from tests.conftest import PACK, Command


def write(folder: Path, text: str, name: str = "ainewslint.toml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_everything_is_read(tmp_path: Path) -> None:
    write(tmp_path, "{}", "schemas/post.schema.json")
    file = write(
        tmp_path,
        """
language = "zh"
select = ["ALL"]
ignore = ["TX004"]
fail-on = "error"
site = "hugo"
roots = ["static"]
exclude = ["drafts/"]

[severity]
NL = "info"
NL001 = "error"

[[collections]]
paths = ["content/posts/**"]
profile = "csdn-mirror"
front-matter-schema = "schemas/post.schema.json"

[per-path-ignores]
"content/about/**" = ["NL"]
""",
    )
    settings = read_settings(file)
    assert (settings.language, settings.fail_on, settings.site) == ("zh", "error", "hugo")
    assert "NL003" in settings.codes
    assert settings.severities["NL001"] is Severity.ERROR
    assert settings.severities["NL002"] is Severity.INFO
    profile = settings.profile_for(str(tmp_path / "content/posts/a/b.md"))
    assert profile is not None
    assert profile.name == "csdn-mirror"
    assert profile.front_matter_schema == str(tmp_path / "schemas/post.schema.json")
    assert profile.body_schema == "csdn-mirror"
    assert settings.profile_for(str(tmp_path / "content/about/a.md")) is None
    assert "NL001" in settings.ignored_for(str(tmp_path / "content/about/a.md"))
    assert settings.ignored_for(str(tmp_path / "content/posts/a.md")) == frozenset()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('langage = "zh"\n', 1, "unknown key 'langage'; did you mean 'language'?"),
        ('language = "fr"\n', 1, "'fr' is not one of"),
        ('\n\nselect = ["NL0001"]\n', 3, "unknown rule 'NL0001'; did you mean NL001?"),
        ('[severity]\nNL001 = "bad"\n', 2, "'bad' is not one of"),
        ('[severity]\nXX001 = "error"\n', 2, "unknown rule 'XX001'"),
        ("[rules.NL001]\nstrict = true\n", 2, "unknown option 'strict'"),
        ("[rules.NL]\nstrict = true\n", 1, "unknown rule 'NL'"),
        ('[[collections]]\npaths = ["a"]\nprofil = "post"\n', 3, "unknown key 'profil'"),
        ('[[collections]]\npaths = ["a"]\nprofile = "posts"\n', 3, "did you mean 'post'?"),
        ('[packs]\npath = ["a.yaml"]\n', 2, "unknown key 'path'; did you mean 'paths'?"),
        ("a = [\n", 2, "not valid TOML"),
        ('extend = "missing.toml"\n', 1, "no such file"),
        ('[per-path-ignores]\n"a" = ["ZZ"]\n', 2, "unknown rule 'ZZ'"),
        (
            '[[collections]]\npaths = ["a"]\n\nbody-schema = "none.json"\n',
            4,
            "the schema cannot be used",
        ),
    ],
)
def test_errors_quote_the_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        read_settings(file)
    message = str(error.value)
    assert message.startswith(f"{file}:{line}: "), message
    assert words in message


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ('{"type": "objekt"}', "'objekt'"),
        ('{"type": ', "line 1"),
        ("[]", "a schema is a JSON object"),
    ],
)
def test_a_broken_schema_stops_the_run(
    tmp_path: Path, run: Command, schema: str, words: str
) -> None:
    write(tmp_path, '[[collections]]\npaths = ["a.md"]\nfront-matter-schema = "own.json"\n')
    (tmp_path / "own.json").write_text(schema)
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n")
    outcome = run("check", "a.md")
    assert outcome.code == 2
    assert "ainewslint.toml:3: the schema cannot be used" in outcome.err
    assert words in outcome.err


def test_extend_keeps_paths_where_they_were_written(tmp_path: Path) -> None:
    write(tmp_path, 'ignore = ["NL001"]\nroots = ["static"]\n')
    child = write(tmp_path / "blog", 'extend = "../ainewslint.toml"\nfail-on = "error"\n')
    settings = read_settings(child)
    assert settings.ignore == ("NL001",)
    assert [Path(one).resolve() for one in settings.roots] == [tmp_path / "static"]
    assert settings.fail_on == "error"
    assert Path(settings.origins["ignore"]).resolve() == tmp_path / "ainewslint.toml"
    assert settings.origins["fail_on"] == str(child)


def test_extend_keeps_packs_and_knowledge_where_they_were_written(tmp_path: Path) -> None:
    write(tmp_path, PACK, "lint [1]/own.yaml")
    write(tmp_path, "", "data/own.csv")
    base = '[packs]\npaths = ["lint [[]1]/*.yaml"]\n[knowledge]\npaths = ["data/*.csv"]\n'
    write(tmp_path, base, "base.toml")
    child = write(tmp_path / "blog [2]", 'extend = "../base.toml"\nselect = ["ZZ"]\n')
    settings = read_settings(child)
    assert settings.codes == {"ZZ001"}
    assert [one.resolve() for one in settings.knowledge_files] == [tmp_path / "data/own.csv"]


def test_settings_are_made_of_what_is_extended_though_nothing_of_it_is_left(tmp_path: Path) -> None:
    root = write(tmp_path, 'fail-on = "error"\n', "root.toml")
    base = write(tmp_path, 'extend = "root.toml"\nfail-on = "info"\n', "base.toml")
    child = write(tmp_path, 'extend = "base.toml"\nfail-on = "never"\n')
    settings = read_settings(child).with_options({"fail_on": "warning"})
    assert settings.made_of == {one.as_posix() for one in (root, base, child)}


def test_extend_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, 'extend = "b.toml"\n', "a.toml")
    write(tmp_path, 'extend = "a.toml"\n', "b.toml")
    with pytest.raises(ConfigError, match="circle"):
        read_settings(tmp_path / "a.toml")


def test_closest_file_wins(tmp_path: Path) -> None:
    write(tmp_path, 'fail-on = "error"\n')
    write(tmp_path / "blog", '[tool.ainewslint]\nfail-on = "info"\n', "pyproject.toml")
    write(tmp_path / "other", "[tool.black]\n", "pyproject.toml")
    resolver = SettingsResolver()
    assert resolver.for_path(tmp_path / "blog/content/a.md").fail_on == "info"
    assert resolver.for_path(tmp_path / "other/a.md").fail_on == "error"
    assert SettingsResolver(isolated=True).for_path(tmp_path / "blog/a.md").fail_on == "warning"


def test_command_line_selection_starts_afresh(tmp_path: Path) -> None:
    file = write(tmp_path, 'ignore = ["NL001"]\nextend-select = ["NL003"]\n')
    settings = read_settings(file).with_options({"select": ("NL001",), "fail_on": None})
    assert settings.codes == {"NL001"}
    assert settings.fail_on == "warning"


def test_defaults_need_no_validator() -> None:
    settings = Settings()
    assert "NL001" in settings.codes
    assert settings.severities == {}
    assert datetime.now(UTC)


def test_schema_lists_every_key() -> None:
    schema = config_schema()
    assert {"language", "per-path-ignores", "extend-select"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
