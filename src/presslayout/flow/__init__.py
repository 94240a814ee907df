"""From copy and templates to pages: grid, fitting, slots, composing."""
