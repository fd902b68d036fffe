"""Papers that an office hands in: a Word document, a workbook of any size, and both in one ZIP.

    paper.document(Paper(…))             bytes of a DOCX in the form of GB/T 9704
    workbook.write(path, sheets, …)      an XLSX, row by row
    with archive.Archive(path) as pack:  a ZIP with the SHA-256 of each file in a list

The same content gives the same bytes: no file says when it was made, only as of when it is.
"""
