-- By which of the worker's routes a message went, where the worker said so.
ALTER TABLE handover ADD COLUMN route text;
