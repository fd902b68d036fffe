"""The language of templates, as far as ours may use it: placeholders, loops over lists, conditions.

Jinja would let a template count to a million in a million, or ask objects for their insides. What
is not on the list below is refused before anything runs, and every name is looked up among the
placeholders; what is left ends by itself, for there is nothing but our short lists to go through.
"""

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from export.papers.faults import Fault, TemplateFaulty
from export.papers.placeholders import sample

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem,
    nodes.Const, nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
    nodes.CondExpr, nodes.Filter,
)  # fmt: skip
FILTERS = frozenset({"default", "d", "e", "escape", "lower", "upper", "trim", "length", "count"})
LOOP = dict.fromkeys(("index", "index0", "first", "last", "length"), "")
DEEPEST = 3
"""Loops within loops."""

Known = dict[str, Any]
"""Name → what it is, by a sample: a text, names of texts, or a list whose first entry tells."""


class Guarded(SandboxedEnvironment):
    """An environment that compiles only what is allowed. Raises TemplateFaulty for all else."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if faults := list(_faults(tree, sample(1), 0)):
            raise TemplateFaulty(faults)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What is called so among our names: `heads.items` is a column, and no method."""
        return obj[attribute] if isinstance(obj, dict) else super().getattr(obj, attribute)


def _faults(node: nodes.Node, known: Known, depth: int) -> Iterator[Fault]:
    """What is wrong below a node, where these names are known."""
    if isinstance(node, nodes.For):
        yield from _loop(node, known, depth)
        return
    if not isinstance(node, ALLOWED) or (
        isinstance(node, nodes.Filter) and node.name not in FILTERS
    ):
        yield Fault("not_allowed", getattr(node, "name", None) or type(node).__name__)
        return
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        if _what(node, known) is None:
            yield Fault("unknown", _written(node))
        return
    for child in node.iter_child_nodes():
        if isinstance(node, nodes.Output) and isinstance(_what(child, known), dict | list):
            yield Fault("no_text", _written(child))
        yield from _faults(child, known, depth)


def _loop(node: nodes.For, known: Known, depth: int) -> Iterator[Fault]:
    many = _what(node.iter, known)
    simple = isinstance(node.target, nodes.Name) and not node.recursive
    if depth >= DEEPEST or not simple:
        yield Fault("not_allowed", "for")
        return
    if not isinstance(many, list):
        yield Fault("no_list" if many is not None else "unknown", _written(node.iter))
        return
    assert isinstance(node.target, nodes.Name)  # noqa: S101 - it is simple
    within = known | {node.target.name: many[0] if many else {}, "loop": LOOP}
    for child in (*([node.test] if node.test else ()), *node.body, *node.else_):
        yield from _faults(child, within, depth + 1)


def _what(node: nodes.Node, known: Known) -> Any:
    """What a name is, by the sample; None where there is no such thing."""
    if isinstance(node, nodes.Name):
        return known.get(node.name)
    if isinstance(node, nodes.Getattr):
        owner = _what(node.node, known)
        return owner.get(node.attr) if isinstance(owner, dict) else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        owner = _what(node.node, known)
        if isinstance(owner, dict):
            return owner.get(node.arg.value)
        return owner[0] if isinstance(owner, list) and owner else None
    return None


def _written(node: nodes.Node) -> str:
    """A name as it stands in the template."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        arg = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{_written(node.node)}[{arg!r}]"
    return type(node).__name__
