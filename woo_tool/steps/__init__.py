"""The steps of the pipeline: where stages meet the dossier folder. pipeline.py has the order."""
