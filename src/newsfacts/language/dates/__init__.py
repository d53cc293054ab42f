"""Temporal expressions with TIMEX3 values: ``patterns`` has the words, ``resolution`` the table of expressions and
what they mean, ``tense`` the direction of a bare weekday or month, ``values`` the calendar, ``factory`` the component.
"""

from newsfacts.language.dates.factory import DateFinder, create_dates

__all__ = ["DateFinder", "create_dates"]
