"""Rules over what changes: which changes of what is known a person wants to hear of, how loudly, and by which way.

_change     an event before and now -> what changed of it, each change with its weight
_severity   how much a change weighs: by its kind, by who bears it out, by the toll
_rule       what a person wants to hear of, and where; read from YAML
_alert      a change that a rule asks for, as it is sent
_write      to a file of JSON Lines, or an Atom feed
_post       to an address of the web, signed
_say        in words
"""

from dateline.alerts._alert import Alert, Quoted, make_alert
from dateline.alerts._change import KINDS, Change, Kind, compare, select_wanted
from dateline.alerts._post import Post, Sent, post_alert, read_secret, sign
from dateline.alerts._rule import CHANNELS, Rule, dump_rules, make_filter, parse_rules, parse_target
from dateline.alerts._say import say_alert, say_digest
from dateline.alerts._severity import LEVELS, Level, find_level, weigh
from dateline.alerts._write import append_alert, write_feed

__all__ = [
    "CHANNELS",
    "KINDS",
    "LEVELS",
    "Alert",
    "Change",
    "Kind",
    "Level",
    "Post",
    "Quoted",
    "Rule",
    "Sent",
    "append_alert",
    "compare",
    "dump_rules",
    "find_level",
    "make_alert",
    "make_filter",
    "parse_rules",
    "parse_target",
    "post_alert",
    "read_secret",
    "say_alert",
    "say_digest",
    "select_wanted",
    "sign",
    "weigh",
    "write_feed",
]
