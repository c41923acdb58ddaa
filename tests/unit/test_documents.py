"""What the documents name exists, and the two READMEs say the same."""

import re
from pathlib import Path

import pytest

from bot.client.permissions import INVITATION
from bot.engines.registry import ENGINE_NAMES
from bot.glossary import Glossary
from bot.language.convert import to_simplified
from bot.translation.memory.pairs import read_pairs

ROOT = Path(__file__).parent.parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
ENGINES = (ROOT / "docs/engines/README.md", ROOT / "docs/engines/README.zh-CN.md")
EACH = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
FENCE = re.compile(r"^ *```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
# In capitals and in code, but no settings: to be replaced by the reader, or words of SQL, the Makefile or the tests.
NOT_SETTINGS = {
    *(
        "APPLICATION_ID",
        "LLM_MODLE",  # as somebody may mistype it
        "FILE",
        "NAME",
        "LOCALE",
        "TERM",
        "ARGS",
        "JOBS",
        "TEST_POSTGRES_URL",
        "ENGINE",
        "REVISION",
        "PATH",
        "LANG",
        "LC_ALL",
    ),
    *("BEGIN", "WAL", "NORMAL"),
}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def settings() -> set[str]:
    return set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", read(ROOT / ".env.example"), re.MULTILINE))


def anchors(document: Path) -> set[str]:
    """The anchors that GitHub gives to the headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", read(document)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def table(document: Path, name: str = "`([a-z]+)`") -> dict[str, list[str]]:
    """The cells of the rows that begin with an engine's name; the first and the last are empty."""
    rows = [line for line in read(document).splitlines() if re.match(rf"\| {name} \|", line)]
    return {re.sub(r"\W", "", row.split("|")[1]): [cell.strip() for cell in row.split("|")] for row in rows}


def figures(*cells: str) -> list[str]:
    return re.findall(r"[\d.]+|–", " ".join(cells))


@EACH
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", read(document))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = document.parent / name if name else document
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


@EACH
def test_settings_exist(document: Path) -> None:
    spans = re.findall(r"`([A-Z][A-Z_]+[A-Z])(?:=[^`]*)?`", read(document))
    assert set(spans) - settings() - NOT_SETTINGS == set()


@EACH
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), re.MULTILINE)[0].split())
    code = "\n".join(
        [*re.findall(r"`([^`\n]+)`", read(document)), *(block for _, block in FENCE.findall(read(document)))]
    )
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets


def test_every_make_target_is_explained() -> None:
    targets = re.findall(r"^\.PHONY: (.+)$", read(ROOT / "Makefile"), re.MULTILINE)[0].split()
    guide = read(ROOT / "CONTRIBUTING.md")
    assert [target for target in targets if f"| `make {target}`" not in guide] == []


@pytest.mark.parametrize("index", ["README.md", "README.zh-CN.md"])
def test_the_index_leads_to_every_page(index: str) -> None:
    """In the language of the index, where the page is there in both."""
    linked = {target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", read(ROOT / "docs" / index))}
    suffix = ".zh-CN.md" if "zh" in index else ".md"
    pages = {path.relative_to(ROOT / "docs") for path in DOCUMENTS if path.is_relative_to(ROOT / "docs")}
    wanted = {str(page) for page in pages if page.name.endswith(suffix) and ("zh-CN" in page.name) == ("zh" in index)}
    assert wanted - linked - {index} == set()


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = (
        [(kind, re.sub(r"^ +", "", block, flags=re.MULTILINE)) for kind, block in FENCE.findall(read(readme))]
        for readme in READMES
    )
    assert english == chinese
    assert ("sh", "make sandbox\n") in english
    assert ("sh", "make test\n") in english


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_invitation_asks_for_what_the_bot_needs(readme: Path) -> None:
    assert re.findall(r"permissions=(\d+)", read(readme)) == [str(INVITATION.value)]


@pytest.mark.parametrize("document", [*READMES, *ENGINES], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_table_of_engines_is_complete(document: Path) -> None:
    assert sorted(table(document)) == sorted(ENGINE_NAMES)


def test_all_tables_give_the_same_figures() -> None:
    """Quality and speed are measured or cited once, and stand in two languages and two places."""
    english, chinese = ([rows[name][4:6] for name in ENGINE_NAMES] for rows in map(table, READMES))
    assert [figures(*cells) for cells in english] == [figures(*cells) for cells in chinese]
    for document in ENGINES:
        gloss = table(document, r"\*\*`gloss`\*\*")["gloss"]
        assert [gloss[2], gloss[4], gloss[6]] == figures(*table(READMES[0])["gloss"][4:6])


def test_paths_exist() -> None:
    paths = re.findall(r"`((?:bot|cogs|tests|docs|locale)/[^`*…<> ]+)`", "\n".join(map(read, DOCUMENTS)))
    assert len(paths) > 50
    assert [path for path in paths if not (ROOT / path.partition("::")[0]).exists()] == []


def test_the_guides_word_and_pair_can_be_read() -> None:
    word, pair = (block for kind, block in FENCE.findall(read(ROOT / "CONTRIBUTING.md")) if kind == "toml")
    (entry,) = Glossary.load(to_simplified).read(f'language = "zh"\n{word}')
    assert entry.rendering.en == "sold me on it"
    assert next(read_pairs(f"pairs = [\n  {pair}]\n")).zh[0] == "我来自{place}"
