"""`x IN (...)` as one parameter, so that a statement's text is the same for any number of them.

A database prepares such a statement once, and nothing has to be spelled anew for each length of the list.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BindParameter, Boolean, ColumnElement, Dialect, String, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is one of the values of the parameter of that name; of none it is false."""
    return _Among(column, bindparam(name, type_=_Many(column.type)))


class _Among(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()


class _Many(TypeDecorator[Iterable[Any]]):
    """Many values: an array where there is such a thing, or else the text of a JSON array."""

    impl = String
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.item) if dialect.name == "postgresql" else String())

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        if dialect.name == "postgresql":
            return values
        return json.dumps([one.hex if isinstance(one, UUID) else one for one in values])


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, many = _parts(element)
    return f"{compiler.process(column, **more)} IN (SELECT value FROM json_each({compiler.process(many, **more)}))"


@compiles(_Among, "postgresql")
def _any(element: _Among, compiler: SQLCompiler, **more: Any) -> str:
    column, many = _parts(element)
    return f"{compiler.process(column, **more)} = ANY ({compiler.process(many, **more)})"


def _parts(element: _Among) -> tuple[ColumnElement[Any], BindParameter[Any]]:
    column, many = element.clauses
    assert isinstance(many, BindParameter)
    return column, many
