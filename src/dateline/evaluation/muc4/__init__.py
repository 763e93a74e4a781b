"""MUC-4: the events of whole messages as templates of terrorist incidents, scored as the conference did.

_read       files of messages and keys -> the two, paired
_template   the slots, their set fills and how they nest
_judge      one fill against one filler of the key
_scoring    templates against templates: mapping, tallies
_case       texts in capital letters -> texts as a newspaper prints them
_lexicon    the words by which incidents are told
_phrase     noun phrases around a head word
_people     who suffered it
_culprit    who did it
_nation     the countries, and which a message speaks of
_draft      what is gathered of one incident
_incident   the events of a dossier -> incidents that deserve a template
_compose    incidents -> templates
_score      the task
"""

from dateline.evaluation.muc4._case import Words, restore_case
from dateline.evaluation.muc4._read import Message, read_messages
from dateline.evaluation.muc4._score import TASK, score_muc4

__all__ = ["TASK", "Message", "Words", "read_messages", "restore_case", "score_muc4"]
