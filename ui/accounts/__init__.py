"""Who may sign in and do what: for administrators and auditors."""
