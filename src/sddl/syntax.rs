//! The syntax tree: where everything is in a text.
