"""From a ledger's bytes to rows of the store, and back: for the command line and the pages.

Each stage is a module of pure functions: receive, decode (workbook), csvtext, shape, mapping, cells
(convert, dates, numbers, people, items), kinds (assembly), compare. `pipeline` strings them
together. Rows pass between the stages in packed parts (spool, packed); of most nothing need be
said, and they go as columns (block). What a stage found is kept (kept) for the next who asks: from
drop to commit a file is read, converted and compared once, and where the store has moved compared
again.
What a page needs:

    upload = Upload(kind, data, file_name, by, mapping={…}, encoding=…, sheets=…, only_good=…)
    shown = pipeline.check_file(engine, upload)          # Preview: writes nothing
        shown.outcome, shown.counts                      # accept … reject_file; five numbers
        shown.facts, shown.columns                       # encoding, delimiter, header line, sheets;
                                                         #   header → field and unit, as understood
        shown.questions, shown.options                   # to be answered (header → field[:unit]
                                                         #   in `mapping`); encodings to choose from
        shown.causes()                                   # issues by cause, three examples each
        shown.changes                                    # rows to change: diff (column, old, new)
        shown.plans.written(offset, limit)               # a page of what would be written
        shown.earlier                                    # the standing import of the same file
    plans.store_plan(engine, upload)                     # → (plan id, Preview); outlives the page
    plans.open_plans(connection, by)                     # those to take up again;
    resume.resume(engine, plan_id, by)                   #   → Resumed: Upload, with the choices
    plans.commit_plan(engine, plan_id, by)               # → Receipt; twice is once; or Invalid
                                                         #   where the store moved: preview again
    downloads.issue_list(shown, "zh")                    # 错误清单
    downloads.rows_to_mend(upload, shown, "zh")          # 待修正行
    templates.template(kind, "zh"), export.hand_out(engine, by, kind)
    batches.batches(connection, by), .batch, .changes, .original_file
    undo.undo_preview(connection, batch), undo.undo(engine, batch, by)

All bytes are CSV for Excel. `Invalid` has `issue().message["zh"]`; `CannotUndo` and `Forbidden`
have `words`. Nothing here knows Streamlit: call commit_plan without any st.* call inside, and a
closed tab cannot half-import. A new check is a Problem in `problems` and the line that raises it.
"""
