"""SCIM's filters as conditions of SQL. What cannot be searched is refused: an empty list would be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from scim2_models import InvalidFilterException
from scim2_models.path import (
    AttrPath,
    CompareOperator,
    Comparison,
    FilterNode,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)
from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from vertel.db.models import Employee, Team

Condition = ColumnElement[bool]
Matches = Callable[[Any], Condition]


def has_user_name(name: str) -> Condition:
    """Return the condition that somebody signs in with a name at the directory."""
    name = name.strip().lower()
    return or_(Employee.user_name == name, and_(Employee.user_name.is_(None), Employee.email == name))


def _has_id(column: Any) -> Matches:
    def matches(value: Any) -> Condition:
        try:
            return cast("Condition", column == UUID(str(value)))
        except ValueError:
            return false()

    return matches


def _is_active(value: Any) -> Condition:
    is_true = value is True or str(value).lower() == "true"
    return Employee.active.is_(is_true)


def _has_member(value: Any) -> Condition:
    return Team.id.in_(select(Employee.team_id).where(_has_id(Employee.id)(value)))


USERS: Mapping[str, Matches] = {
    "id": _has_id(Employee.id),
    "username": lambda value: has_user_name(str(value)),
    "externalid": lambda value: Employee.external_id == str(value),
    "emails": lambda value: Employee.email == str(value).strip().lower(),
    "emails.value": lambda value: Employee.email == str(value).strip().lower(),
    "displayname": lambda value: func.lower(Employee.name) == str(value).lower(),
    "active": _is_active,
}
GROUPS: Mapping[str, Matches] = {
    "id": _has_id(Team.id),
    "displayname": lambda value: func.lower(Team.name) == str(value).lower(),
    "externalid": lambda value: Team.external_id == str(value),
    "members": _has_member,
    "members.value": _has_member,
}


def condition(node: FilterNode, attributes: Mapping[str, Matches]) -> Condition:
    """Return a filter as a condition.

    :raises InvalidFilterException: it compares what cannot be searched, or in a way that is not supported.
    """
    return _Conditions(attributes).visit(node)


class _Conditions(FilterVisitor[Condition]):
    def __init__(self, attributes: Mapping[str, Matches], within: str = "") -> None:
        self.attributes = attributes
        self.within = within

    def visit_comparison(self, node: Comparison) -> Condition:
        name = self.within + _name(node.attr_path)
        if name.endswith(".type"):
            return true() if str(node.value).lower() in {"work", "user"} else false()  # no other type is kept
        matches = self.attributes.get(name)
        if node.op != CompareOperator.eq or matches is None or node.value is None:
            raise self._refused(str(node))
        if "\0" in str(node.value):  # written as an escape, which only the filter's reader takes for one
            raise InvalidFilterException(detail=f"{name}: Expected text without the character U+0000.")
        return matches(node.value)

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        join = and_ if node.op == LogicalOperator.and_ else or_
        return join(*(self.visit(term) for term in node.terms))

    def visit_value_path(self, node: ValuePath) -> Condition:
        return _Conditions(self.attributes, f"{_name(node.attr_path)}.").visit(node.val_filter)

    def visit_not(self, node: Not) -> Condition:
        raise self._refused(str(node))

    def visit_present(self, node: Present) -> Condition:
        raise self._refused(str(node))

    def _refused(self, text: str) -> InvalidFilterException:
        names = ", ".join(sorted(self.attributes))
        return InvalidFilterException(detail=f"Cannot filter by {text}. Compare one of these with eq: {names}.")


def _name(path: AttrPath) -> str:
    name = path.attr if path.sub_attr is None else f"{path.attr}.{path.sub_attr}"
    return name.lower()
