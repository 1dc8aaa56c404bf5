from django.urls import path

from .views import bodies, intake, leading, path_settings, path_tasks, paths, steps

PATH, STEP, TASK = "traject/<uuid:trajectory_id>", "traject/stap/<uuid:step_id>", "traject/taak/<uuid:pathtask_id>"

urlpatterns = [
    path("traject/", paths.trajectories, name="trajectories"),
    path("traject/nieuw/", paths.trajectory_new, name="trajectory_new"),
    path("traject/dag/", paths.trajectory_day, name="trajectory_day"),
    path("traject/menu/", path_settings.trajectory_menu, name="trajectory_menu"),
    path(f"{PATH}/", paths.trajectory, name="trajectory"),
    path(f"{PATH}/al-gedaan/", steps.steps_earlier, name="steps_earlier"),
    path(f"{PATH}/toch-niet-gedaan/", steps.steps_earlier_undo, name="steps_earlier_undo"),
    path(f"{PATH}/instellingen/", path_settings.trajectory_settings, name="trajectory_settings"),
    path(f"{PATH}/dag-van-de-avond/", path_settings.trajectory_follow, name="trajectory_follow"),
    path(f"{PATH}/afsluiten/", path_settings.trajectory_end, name="trajectory_end"),
    path(f"{PATH}/heropenen/", path_settings.trajectory_reopen, name="trajectory_reopen"),
    path(f"{PATH}/wie-weet-het/", bodies.trajectory_bodies, name="trajectory_bodies"),
    path(f"{PATH}/wie-weet-het/<slug:body>/", bodies.trajectory_body, name="trajectory_body"),
    path(f"{PATH}/wie-weet-het/<slug:body>/weg/", bodies.trajectory_body_forget, name="trajectory_body_forget"),
    path(f"{PATH}/wie-weet-het/<slug:body>/terug/", bodies.trajectory_body_put_back, name="trajectory_body_put_back"),
    path(f"{PATH}/tekst/<slug:text>/", bodies.trajectory_text, name="trajectory_text"),
    path(f"{PATH}/tekst/<slug:text>/tekst.<str:kind>", bodies.trajectory_text_file, name="trajectory_text_file"),
    path(f"{PATH}/voorgesprek/", intake.trajectory_intake, name="trajectory_intake"),
    path(f"{PATH}/stap/", steps.step_new, name="step_new"),
    path(f"{PATH}/stap/terug/", steps.step_put_back, name="step_put_back"),
    path(f"{STEP}/", steps.step, name="step"),
    path(f"{STEP}/wijzigen/", steps.step_edit, name="step_edit"),
    path(f"{STEP}/overslaan/", steps.step_leave_out, name="step_leave_out"),
    path(f"{STEP}/verplaats/", steps.step_move, name="step_move"),
    path(f"{STEP}/weg/", steps.step_remove, name="step_remove"),
    path(f"{STEP}/maak/", leading.step_thing, name="step_thing"),
    path(f"{STEP}/kies/", leading.step_link, name="step_link"),
    path(f"{STEP}/los/", leading.step_loosen, name="step_loosen"),
    path(f"{STEP}/taak/", path_tasks.path_task_new, name="path_task_new"),
    path(f"{STEP}/taak/terug/", path_tasks.path_task_put_back, name="path_task_put_back"),
    path(f"{STEP}/zet/<slug:verb>/", steps.step_turn, name="step_turn"),
    path(f"{TASK}/", path_tasks.path_task, name="path_task"),
    path(f"{TASK}/gedaan/", path_tasks.path_task_done, name="path_task_done"),
    path(f"{TASK}/open/", path_tasks.path_task_open, name="path_task_open"),
    path(f"{TASK}/neem/", path_tasks.path_task_take, name="path_task_take"),
    path(f"{TASK}/weg/", path_tasks.path_task_remove, name="path_task_remove"),
]
