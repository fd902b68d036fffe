"""A server with the lifespan of ours and one route: POST /import?file=… imports meetings.

It answers at once; the import runs in a daemon thread, as the scripts of Streamlit do.
"""

from functools import partial
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.accounts import Operator
from db.engine import make_engine
from db.importing.pipeline import Upload, import_file
from db.settings import database_url
from db.terms import Kind
from web import lifespan


async def begin(request: Request) -> Response:
    file = Path(request.query_params["file"])
    upload = Upload(Kind.MEETINGS, file.read_bytes(), file.name, by=Operator("staff"))
    Thread(target=import_file, args=(make_engine(database_url()), upload), daemon=True).start()
    return Response(status_code=202)


app = Starlette(
    routes=[Route("/import", begin, methods=["POST"])],
    lifespan=partial(lifespan, address="http://127.0.0.1"),
)
