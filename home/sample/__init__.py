"""The sample book of Tràng Định: the facts of the source exactly; all else invented and marked "mẫu"."""
