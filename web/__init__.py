"""What is shown: pages and forms. Thin: parse, call one verb, redirect or render."""
