import os
from pathlib import Path

import pytest

from ainewslint.discovery import Discovery, NoSuchPathError, display_path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "content/b.md",
        "content/a.markdown",
        "content/a.MD",
        "content/image.png",
        "content/.hidden/x.md",
        "node_modules/p/readme.md",
        "public/index.md",
        "themes/t/readme.md",
        "resources/_gen/x.md",
        "resources/y.md",
        "drafts/d.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", "utf-8")
    return tmp_path


def test_search(site: Path) -> None:
    assert Discovery().files(["."]) == [
        "content/a.MD",
        "content/a.markdown",
        "content/b.md",
        "drafts/d.md",
        "resources/y.md",
    ]


def test_named_files_are_always_taken(site: Path) -> None:
    assert Discovery().files(["public/index.md", "content/image.png"]) == [
        "content/image.png",
        "public/index.md",
    ]
    assert Discovery(force_exclude=True).files(["public/index.md"]) == []
    assert Discovery(exclude=("drafts/",), force_exclude=True).files(["drafts/d.md"]) == []


def test_exclude(site: Path) -> None:
    assert "drafts/d.md" not in Discovery(exclude=("drafts/",)).files(["."])


def test_gitignore_nested_and_negated(site: Path) -> None:
    (site / ".git").mkdir()
    (site / ".gitignore").write_text("drafts/\n/content/*.md\n!/content/b.md\n", "utf-8")
    assert Discovery().files(["."]) == [
        "content/a.MD",
        "content/a.markdown",
        "content/b.md",
        "resources/y.md",
    ]
    (site / "content/.gitignore").write_text("b.md\n", "utf-8")
    assert "content/b.md" not in Discovery().files(["."])
    assert "content/b.md" not in Discovery().files(["content"])  # ignores above count too
    assert "drafts/d.md" in Discovery(use_ignore_files=False).files(["."])


def test_missing_path() -> None:
    with pytest.raises(NoSuchPathError):
        Discovery().files(["no/such/place"])


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege there")
def test_links(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "o.md").write_text("x", "utf-8")
    (site / "content/loop").symlink_to(site / "content")
    (site / "content/self").symlink_to("self")
    (site / "content/out").symlink_to(outside)
    (site / "content/file.md").symlink_to(outside / "o.md")
    found = Discovery().files(["content"])
    assert found == ["content/a.MD", "content/a.markdown", "content/b.md", "content/file.md"]


def test_folder_named_like_an_article(site: Path) -> None:
    (site / "folder.md").mkdir()
    assert Discovery().files(["folder.md"]) == ["folder.md"]


def test_display_path(site: Path) -> None:
    assert display_path(str(site / "content/b.md")) == "content/b.md"
    assert display_path("content/b.md") == "content/b.md"
