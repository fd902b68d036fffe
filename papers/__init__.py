"""What an office hands in: read from the store (db), made into files (export).

    assessment.make(engine, asked, by, path, said)     a couple's year for the assessment, one ZIP

No screen and no server; the command line and the pages call it alike.
"""
