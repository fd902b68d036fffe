"""All that knows Streamlit and is shared by the pages."""
