"""The vision and ambition plan, and the programme that makes it true.

A plan has five chapters: vision, strengths, wishes, expectations, ambitions. Its draft is composed from what people said and what the
scan chose; people edit it, and every line keeps its sources. Activities and actions belong to an ambition, so that the chain
contribution → theme → ambition → action → what came of it can be walked in both directions.
"""
