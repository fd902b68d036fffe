"""What is taken along of charts: snapshots, pictures, files, and what is offered of a page."""
