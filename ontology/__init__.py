"""What the words mean: the ontology, its shapes and questions, as data that can be imported."""
