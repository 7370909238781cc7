"""What moves a model's tags that should not: texts changed a little, tagged again, and compared."""
