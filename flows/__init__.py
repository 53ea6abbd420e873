"""What runs under Prefect. Importing it sets Prefect's environment, which must stand before Prefect itself is imported."""

from flows import environment

environment.prepare()
