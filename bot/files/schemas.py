"""The files of the knowledge as JSON Schema, for editors."""

import json
from pathlib import Path

from pydantic import BaseModel

from bot.files import amounts, asks, schema

SCHEMAS: dict[str, type[BaseModel]] = {
    "axes": schema.AxesFile,
    "asks": asks.AsksFile,
    "cards": schema.CardsFile,
    "circumstances": schema.CircumstancesFile,
    "figures": amounts.FiguresFile,
    "forbidden": schema.ForbiddenFile,
    "headings": schema.HeadingsFile,
    "items": schema.ItemsFile,
    "neighbours": schema.NeighboursFile,
    "pairs": schema.PairsFile,
    "pay": amounts.PayFile,
    "phrases": schema.PhrasesFile,
    "quiz": schema.QuizFile,
    "replies": schema.RepliesFile,
    "role": schema.RoleFile,
    "sources": schema.SourcesFile,
    "titles": amounts.TitlesFile,
    "topic": schema.TopicFile,
}


def write_schemas(folder: Path) -> list[Path]:
    """Write the JSON Schemas that the files name, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, model in SCHEMAS.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(model.model_json_schema(), indent=2) + "\n", encoding="utf-8")
        written.append(path)
    return written
