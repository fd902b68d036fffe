"""A brief as files: a Paper in, bytes out.

    word.word(paper, template)            # DOCX by a template of Word's (docxtpl)
    printed.printed(paper, renderer)      # PDF, A4, in the form of official documents
    talk.slides(paper)                    # PPTX, 16:9

The same paper and template give the same bytes.
"""

from export.papers.paper import NOTE, Paper, Part, fields

__all__ = ["NOTE", "Paper", "Part", "fields"]
