"""The registry: one entity per real thing, every claim with its evidence, history that can be asked.

```python
from pipeline.registry.facade import Registry

registry = Registry.open(Path("processed"))          # read-only; DatasetError says so where it was not built
page = registry.entities("centre", country="KG", query="osh", of_kind="national centre", after=None, limit=50)    # Page
found = registry.entity("centre-5f2c0a9b1d3e4f60")   # Entity | Redirect | None
registry.gone("centre-0a1b2c3d4e5f6071")              # Change | None: how an entity ended that nothing has become of
registry.why(found.id)                               # Why: statements, sources, links
registry.statements(found.id, property="host")       # tuple[Statement, ...]
registry.statements_of([found.id, …])                # {id: (Statement, ...)}, in one sweep; sources_of likewise
registry.timeline(found.id)                          # tuple[Period, ...]
registry.conflicts(kind="centre", after=key)         # Iterator[Conflict]; key: entity, property, group
registry.findings()                                  # Iterator[Finding]: gaps and duplicates of numbered series
registry.changes(since=0, limit=1000)                # Iterator[Change], seq > since
registry.version                                     # seq of the last change: an ETag
registry.candidates("centre", "OLLA Osh", country=None, limit=5)     # tuple[Candidate, ...], best first, in any language
registry.as_of(held=date, known=datetime)            # Iterator[Held]
```
"""
