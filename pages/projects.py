"""Projects: by stage, industry and place, and as a list, or the record of one."""

import streamlit as st

from db.queries import projects
from ui import address, clicks, filters, frames, markup, paged, project, project_list, provenance
from ui.load import load
from ui.sections import money
from ui.sections import projects as projects_drawn
from ui.text import _

asked = st.query_params.get("project")

if asked is None:
    chosen = filters.current().filter
    ledgers = frames.ledgers(chosen)
    found = ledgers.projects
    markup.heading(_("Projects"))
    provenance.demo_banner(ledgers.totals, ["projects"])
    projects_drawn.stages(found)
    projects_drawn.years(found)
    money.by_year(found, pick=clicks.narrow("years", "industry"))
    left, right = st.columns(2, gap="large")
    with left:
        projects_drawn.industries(found)
    with right:
        projects_drawn.places(chosen, found)
    markup.section(_("All projects of the selection"))
    project_list.show(chosen, int(found["projects"].sum()))
else:
    identity = address.number("project")
    record = load(projects.record, identity) if identity else None
    paged.back(_("← All projects"), "project")
    if record is None:
        paged.unknown(_("This project is not in the store"), asked)
    else:
        project.show(record)
