"""Addresses of the path of a school, and who may come in."""

from .casting import EVERYBODY, OFFICE, OWNER

RUN = OFFICE | {"thea"}

PATH: dict[str, set[str]] = {
    # the path
    "trajectories": EVERYBODY,
    "trajectory_new": RUN,
    "trajectory_day": RUN,
    "trajectory_menu": RUN,
    "trajectory": EVERYBODY,
    "trajectory_settings": RUN,
    "trajectory_follow": RUN,
    "trajectory_end": RUN,
    "trajectory_reopen": RUN,
    "trajectory_bodies": RUN,
    "trajectory_body": RUN,
    "trajectory_body_forget": RUN,
    "trajectory_body_put_back": RUN,
    "trajectory_text": EVERYBODY,
    "trajectory_text_file": EVERYBODY,
    "trajectory_intake": RUN,
    "steps_earlier": RUN,
    "steps_earlier_undo": RUN,
    "step_new": RUN,
    "step_put_back": RUN,
    "step": EVERYBODY,
    "step_edit": RUN,
    "step_leave_out": RUN,
    "step_move": RUN,
    "step_remove": RUN,
    "step_thing": RUN,
    "step_link": RUN,
    "step_loosen": RUN,
    "step_turn": RUN,
    "path_task_new": RUN,
    "path_task_put_back": RUN,
    "path_task": RUN,
    "path_task_done": RUN | OWNER,
    "path_task_open": RUN | OWNER,
    "path_task_take": EVERYBODY,
    "path_task_remove": RUN,
    # own calendars, and from one year to the next
    "my_agenda": EVERYBODY,
    "my_agenda_new": EVERYBODY,
    "my_agenda_end": EVERYBODY,
    "trajectory_agenda": EVERYBODY,
    "trajectory_next": OFFICE | {"thea"},
    "trajectory_compare": EVERYBODY,
}
