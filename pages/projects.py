"""Projects: by stage, year, industry and place, and as a list, or the record of one."""

import streamlit as st

from db.queries import projects
from db.terms import Kind
from ui.drawing import clicks
from ui.editing import edit
from ui.frame import address, aggregates, filters, markup, paged, provenance
from ui.frame.query_cache import load
from ui.frame.text import _
from ui.records import project, project_list
from ui.sections import money
from ui.sections import projects as drawn

asked = st.query_params.get("project")

if asked is None and edit.adding():
    paged.back(_("← All projects"), "add")
    edit.add(Kind.PROJECTS, _("Add a project"))
elif asked is None:
    chosen = filters.current().filter
    found = aggregates.ledgers(chosen)
    markup.heading(_("Projects"))
    provenance.demo_banner(found.totals, ["projects"])
    drawn.stages(found, clicks.Narrow(("stage",)))
    drawn.years(found)
    money.by_year(found, clicks.Narrow(("years", "industry")))
    left, right = st.columns(2, gap="large")
    with left:
        drawn.industries(found)
    with right:
        drawn.places(found)
    markup.section(_("All projects of the selection"))
    edit.offer_addition(_("Add a project …"))
    project_list.show(chosen, found.count("projects"))
else:
    identity = address.number("project")
    record = load(projects.record, identity) if identity else None
    paged.back(_("← All projects"), "project", "edit", "remove", "merge")
    if record is None:
        paged.unknown(_("This project is not in the store"), asked)
    elif edit.correcting(record):
        edit.correct(Kind.PROJECTS, record)
    elif edit.removed(record):
        edit.remove(Kind.PROJECTS, record)
    else:
        project.show(record)
