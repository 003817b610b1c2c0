import pytest

from ainewslint.registry import Registry, UnknownRuleError, builtin_registry, covers


@pytest.fixture
def registry() -> Registry:
    return builtin_registry()


def test_file_names_give_codes_and_names(registry: Registry) -> None:
    assert registry.names["unused-suppression"] == "NL001"
    assert registry.find("nl001").code == "NL001"
    assert registry.find("unused-suppression").code == "NL001"


def test_default_selection_leaves_out_what_is_off(registry: Registry) -> None:
    chosen = registry.resolve(None, ())
    assert "NL001" in chosen
    assert "NL003" not in chosen
    assert "NL003" in registry.resolve(["ALL"], ())


@pytest.mark.parametrize(
    ("select", "ignore", "inside", "outside"),
    [
        (["NL"], ["NL003"], "NL001", "NL003"),
        (["NL003"], ["NL"], "NL003", "NL001"),  # the more specific selector wins
        (["NL001"], ["NL001"], None, "NL001"),  # a tie: ignore wins
        (["unused-suppression"], ["NL00"], "NL001", "NL002"),
        (["ALL"], ["NL001", "FM"], "NL002", "NL001"),
    ],
)
def test_specificity(
    registry: Registry, select: list[str], ignore: list[str], inside: str | None, outside: str
) -> None:
    chosen = registry.resolve(select, ignore)
    assert inside is None or inside in chosen
    assert outside not in chosen


def test_extend_select_adds_to_the_default(registry: Registry) -> None:
    chosen = registry.resolve(None, (), ["NL003"])
    assert {"NL001", "NL003"} <= chosen


@pytest.mark.parametrize("word", ["NL009", "XX", "", "unused-supression"])
def test_unknown_selector(registry: Registry, word: str) -> None:
    with pytest.raises(UnknownRuleError):
        registry.matching(word)


def test_suggestion(registry: Registry) -> None:
    with pytest.raises(UnknownRuleError) as error:
        registry.matching("unused-supression")
    assert error.value.suggestion == "unused-suppression"
    with pytest.raises(UnknownRuleError) as error:
        registry.matching("NL0001")
    assert error.value.suggestion == "NL001"


def test_covers() -> None:
    assert covers("NL", "NL001", "unused-suppression")
    assert covers("unused-suppression", "NL001", "unused-suppression")
    assert covers("ALL", "NL001", "unused-suppression")
    assert not covers("NL002", "NL001", "unused-suppression")
