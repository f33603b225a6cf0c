"""Smart City Atlas without Streamlit: the data, what can be asked of it, and what leaves it."""
