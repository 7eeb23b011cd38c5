#include "tools/program.hpp"

int main(int argc, char** argv) { return backstock::run_program(argc, argv); }
