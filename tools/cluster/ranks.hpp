#pragma once
// Several processes that work on one study together, on one machine or many: what the study needs of them, and no more.
// MPI stands behind it (mpi_ranks.cpp), in a library of its own that is loaded only where mpirun has started the
// program.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

class Ranks {
public:
    struct Message {
        int from;
        std::string text;  // any bytes
    };

    virtual ~Ranks() = default;
    virtual int rank() const = 0;
    virtual int size() const = 0;

    // Hands the text of rank 0 to all. Everybody calls it.
    virtual void broadcast(std::string& text) = 0;

    // From one to another. Messages between two ranks arrive in their order.
    virtual void send(int to, const std::string& text) = 0;
    // Whatever has come, or nothing at once.
    virtual std::optional<Message> receive() = 0;
};

// The ranks that this process is one of; nullptr where it runs alone. Throws WrongUse where mpirun has started several
// and this program was built without MPI.
std::unique_ptr<Ranks> join_ranks();

// Throws WrongUse where mpirun has started several processes of a command that plays in one: each would play it all.
void refuse_ranks(std::string_view command);

}  // namespace backstock
