"""The W3C test suites over HTTP."""
