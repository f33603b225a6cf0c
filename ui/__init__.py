"""The pieces of the dashboard that pages share: state and link, filters, details, texts, routes."""
