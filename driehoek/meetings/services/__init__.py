"""The verbs of this capability. Keyword-only, `by=`, in the transaction that the gate opened."""

from .attendance import add_by_hand, check_in, check_out, choose_staff, gather, take_off
from .plan import Created, Wanted, change_meeting, change_state, fill_in, plan_meeting, screens_change, set_tables
from .preparation import add_task, change_task, finish_task, put_back_task, remove_task, reopen_task, take_task
from .programme import add_item, change_item, move_item, put_back_item, remove_item, shift_item
from .seating import Divided, Moved, divide, furnish, move, seat_late, undo_division

__all__ = [
    "Created", "Divided", "Moved", "Wanted", "add_by_hand", "add_item", "add_task", "change_item", "change_meeting",
    "change_state", "change_task", "check_in", "check_out", "choose_staff", "divide", "fill_in", "finish_task", "furnish",
    "gather", "move", "move_item", "plan_meeting", "put_back_item", "put_back_task", "remove_item", "remove_task",
    "reopen_task", "screens_change", "seat_late", "set_tables", "shift_item", "take_off", "take_task", "undo_division",
]  # fmt: skip
