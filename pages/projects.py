"""Projects: by stage, industry and place, and as a list, or the record of one."""

import streamlit as st

from db.queries import projects
from ui import address, filters, frames, markup, paged, project, project_list, sections
from ui.load import load
from ui.text import _

asked = st.query_params.get("project")

if asked is None:
    chosen = filters.current().filter
    found = frames.ledgers(chosen)
    markup.heading(_("Projects"))
    sections.stages(found)
    left, right = st.columns(2, gap="large")
    with left:
        sections.industries(found)
    with right:
        sections.places(found)
    markup.section(_("All projects of the selection"))
    project_list.show(chosen, found.count("projects"))
else:
    identity = address.number("project")
    record = load(projects.record, identity) if identity else None
    paged.back(_("← All projects"), "project")
    if record is None:
        paged.unknown(_("This project is not in the store"), asked)
    else:
        project.show(record)
