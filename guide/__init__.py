"""The pictures of the user guide, made anew from the program itself (`make guide`)."""
