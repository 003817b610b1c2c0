"""Slugs as the sites make them."""

from __future__ import annotations

import pytest

from ainewslint.source.slugs import (
    ascii_slug,
    csdn_key,
    explicit_id,
    github_slug,
    kramdown_slug,
    letters_of,
    strict_slug,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("1. 模型与数据", "1-模型与数据"),
        ("What's new in v2.0?", "whats-new-in-v20"),
        ("A_b - c", "a_b---c"),
        ("🚀 Notes", "-notes"),
        ("Ünïcode Straße", "ünïcode-straße"),
        ("C++ & C#", "c--c"),
        ("", ""),
    ],
)
def test_github(text: str, slug: str) -> None:
    assert github_slug(text) == slug


def test_github_keeps_marks() -> None:
    assert github_slug("⚙\ufe0f Setup") == "\ufe0f-setup"
    assert github_slug("⚙\ufe0f Setup", marks=False) == "-setup"
    assert github_slug("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize(
    ("text", "slug"),
    [("½ 与 ①", "-与-"), ("🚀", "heading"), ("Résumé 2", "résumé-2"), ("a\tb", "a-b")],
)
def test_hugo(text: str, slug: str) -> None:
    assert strict_slug(text) == slug


def test_hugo_ascii() -> None:
    assert ascii_slug("Résumé 简历") == "resume-"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("1. Results of 2025", "results-of-2025"),
        ("2025", "section"),
        ("What's new?", "whats-new"),
        ("模型 Model", "model"),
    ],
)
def test_kramdown(text: str, slug: str) -> None:
    assert kramdown_slug(text) == slug


def test_csdn() -> None:
    assert csdn_key("1.2 GPU 集群（A100）") == "12GPUA100"
    assert csdn_key("一、前言") == ""


@pytest.mark.parametrize(
    ("raw", "text", "own"),
    [
        ("Custom {#own-id}", "Custom", "own-id"),
        ("Custom {: #own .big}", "Custom", "own"),
        ("Braces {x}", "Braces {x}", ""),
        ("None", "None", ""),
    ],
)
def test_explicit_id(raw: str, text: str, own: str) -> None:
    assert explicit_id(raw) == (text, own)


def test_letters() -> None:
    assert letters_of("1.2 Ｇpu（集群）") == letters_of("12-gpu-集群") == "12gpu集群"
